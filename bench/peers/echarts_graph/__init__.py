"""`st.echarts_chart` with a graph series; it takes no map, as no borders can be given to it."""
