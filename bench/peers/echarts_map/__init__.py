"""streamlit-echarts, which takes borders of its own, as `st.echarts_chart` does not."""
