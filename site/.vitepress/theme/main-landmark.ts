import { useData, useRoute } from 'vitepress';
import { onMounted, watch } from 'vue';

/** Makes the content of a page without `<main>` the main landmark. VitePress has one on pages of text only. */
export function useMainLandmark(): void {
  const { frontmatter, page } = useData();
  const route = useRoute();
  const update = (): void => {
    const isText = !page.value.isNotFound && !frontmatter.value['layout'];
    const content = document.getElementById('VPContent');
    if (isText) content?.removeAttribute('role');
    else content?.setAttribute('role', 'main');
  };
  onMounted(() => watch(() => route.path, update, { immediate: true, flush: 'post' }));
}
