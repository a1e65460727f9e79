// Redoc over the gateway's own description.
Redoc.init('openapi.json', { hideDownloadButton: false, disableSearch: true }, document.getElementById('redoc'));
