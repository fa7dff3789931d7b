# What asset.c copies in beside its own text; a Chart.js that comes or goes builds it anew.
$B/render/asset.o: src/render/page.css src/render/page.js $(wildcard /usr/share/javascript/chart.js/chart.min.js)
