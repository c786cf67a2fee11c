/** Version 0 and the algorithm identifier of rsaEncryption in DER (RFC 8017, A.1). */
const RSA_ENCRYPTION = [
  0x02, 0x01, 0x00, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
];

/**
 * Wraps a PKCS#1 RSA private key in PKCS#8. The service's `pem` is PKCS#1; WebCrypto and jose read only PKCS#8.
 */
export function pkcs1ToPkcs8(pkcs1: Uint8Array): Uint8Array<ArrayBuffer> {
  return encodeElement(0x30, [...RSA_ENCRYPTION, ...encodeElement(0x04, pkcs1)]);
}

/** A DER element: tag, length, contents (X.690, 8.1.3). */
function encodeElement(tag: number, contents: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const { length } = contents;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Uint8Array.from([tag, ...size, ...Array.from(contents)]);
}
