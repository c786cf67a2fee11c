export default defineEventHandler((event) => endpoint(toWebRequest(event)));
