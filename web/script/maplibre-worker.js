// The half of the map's library that works beside the page.
import "maplibre-gl/dist/maplibre-gl-worker.mjs";
