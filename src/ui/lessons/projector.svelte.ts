/** How much larger pictures are drawn for a room: the look that is chosen says so. */
let isProjector = $state(document.documentElement.dataset['profile'] === 'projector');

new MutationObserver(() => (isProjector = document.documentElement.dataset['profile'] === 'projector')).observe(document.documentElement, {
  attributes: true,
  attributeFilter: ['data-profile'],
});

/** The `zoom` of the views: strokes and type of pictures grow with those of the page. */
export const zoomOf = (): number => (isProjector ? 1.35 : 1);
