// The map's library, as one file that is loaded late. web/script/map.js says
// where its worker is.
export {Map, NavigationControl, ScaleControl, Marker, setWorkerUrl} from "maplibre-gl";
