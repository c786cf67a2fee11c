import { Description, DocsContext, Primary, Subtitle, Title } from '@storybook/addon-docs/blocks';
import { useContext } from 'react';

/**
 * The documentation page of a group of stories. It shows the first story and names the others: each is a page of its own with a token
 * endpoint and an origin, and all of them at once take many seconds to load.
 */
export function DocsPage() {
  const [, ...others] = useContext(DocsContext).componentStories();
  return (
    <>
      <Title />
      <Subtitle />
      <Description of="meta" />
      <Primary />
      {others.length > 0 && <h2>Further stories</h2>}
      <ul>
        {others.map(({ id, name, parameters }) => (
          <li key={id}>
            <a href={`./?path=/story/${id}`} target="_top">
              {name}
            </a>
            {`: ${describe(parameters)}`}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The first sentence of the comment of a story. */
function describe(parameters: { readonly docs?: { readonly description?: { readonly story?: string } } }): string {
  const [sentence = ''] = (parameters.docs?.description?.story ?? '').replaceAll(/[`\n]/g, ' ').split(/(?<=\.) /);
  return sentence;
}
