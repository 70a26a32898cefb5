using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Posthaste.Server.Metrics;

/// <summary>Keeps the newest collection as text in Prometheus' exposition format 0.0.4.</summary>
internal sealed class PrometheusText : BaseExporter<Metric>
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public string Text { get; private set; } = "";

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var text = new StringBuilder();
        foreach (var metric in batch) Write(text, metric);
        Text = text.ToString();
        return ExportResult.Success;
    }

    private static void Write(StringBuilder text, Metric metric)
    {
        var type = metric.MetricType switch
        {
            MetricType.LongSum or MetricType.DoubleSum => "counter",
            MetricType.Histogram => "histogram",
            _ => "gauge",
        };
        text.Append("# HELP ").Append(metric.Name).Append(' ').Append(Escape(metric.Description)).Append('\n');
        text.Append("# TYPE ").Append(metric.Name).Append(' ').Append(type).Append('\n');
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            switch (metric.MetricType)
            {
                case MetricType.Histogram:
                    WriteHistogram(text, metric.Name, in point);
                    break;
                case MetricType.LongSum:
                    Line(text, metric.Name, in point, null, point.GetSumLong());
                    break;
                case MetricType.LongGauge:
                    Line(text, metric.Name, in point, null, point.GetGaugeLastValueLong());
                    break;
                case MetricType.DoubleGauge:
                    Line(text, metric.Name, in point, null, point.GetGaugeLastValueDouble());
                    break;
                default:
                    // A kind of instrument that the engine does not have.
                    throw new NotSupportedException($"{metric.Name} is a {metric.MetricType}.");
            }
        }
    }

    private static void WriteHistogram(StringBuilder text, string name, in MetricPoint point)
    {
        long below = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            Line(text, name + "_bucket", in point, double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : Number(bucket.ExplicitBound), below);
        }
        Line(text, name + "_sum", in point, null, point.GetHistogramSum());
        Line(text, name + "_count", in point, null, point.GetHistogramCount());
    }

    private static void Line(StringBuilder text, string name, in MetricPoint point, string? le, double value)
    {
        text.Append(name);
        var before = '{';
        var labels = new SortedList<string, object?>(StringComparer.Ordinal);
        foreach (var (key, label) in point.Tags) labels.Add(key, label);
        foreach (var (key, label) in labels)
        {
            text.Append(before).Append(key).Append("=\"").Append(Escape(Convert.ToString(label, CultureInfo.InvariantCulture) ?? "").Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
            before = ',';
        }
        if (le is not null)
        {
            text.Append(before).Append("le=\"").Append(le).Append('"');
            before = ',';
        }
        if (before == ',') text.Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
