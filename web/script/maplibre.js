// The map's library, as one file that is loaded late. web/script/map.js says
// where its worker is.
export {Map, NavigationControl, ScaleControl, AttributionControl, Popup, Marker, setWorkerUrl} from "maplibre-gl";
