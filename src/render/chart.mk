# What asset.c copies in beside its own text. A package's file keeps its old date when it is installed,
# so that Chart.js came or went is told by a file that says whether it is there.
CHART_JS = $(wildcard /usr/share/javascript/chart.js/chart.min.js)
$B/chart: FORCE
	@mkdir -p $(@D)
	@echo '$(CHART_JS)' | cmp -s - $@ || echo '$(CHART_JS)' > $@
$B/render/asset.o: src/render/page.css src/render/page.js $(CHART_JS) $B/chart
