/* chart.c - all filed documents of one patient. */
#include "chart.h"

Chart *chart_new(Patient *patient)
{
    Chart *chart = g_new0(Chart, 1);
    chart->patient = patient;
    chart->documents = g_ptr_array_new_with_free_func((GDestroyNotify)document_free);
    chart->volumes = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    return chart;
}

void chart_free(Chart *chart)
{
    if (chart == NULL)
        return;
    patient_free(chart->patient);
    g_ptr_array_unref(chart->documents);
    g_ptr_array_unref(chart->volumes);
    g_free(chart->bound_on);
    g_free(chart);
}
