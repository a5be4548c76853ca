using System.Globalization;
using System.Text;

namespace ControlPlane.Observability.Metrics;

/// <summary>Writes a page in Prometheus' text exposition format, version 0.0.4. Stateless.</summary>
public static class ExpositionText
{
    /// <summary>Content type of the text.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The page as text.</summary>
    public static string Of(ExpositionPage page)
    {
        var text = new StringBuilder();
        foreach (var (definition, samples) in page.Families)
        {
            text.Append("# HELP ").Append(definition.Name).Append(' ').Append(EscapeLines(definition.Help)).Append('\n');
            text.Append("# TYPE ").Append(definition.Name).Append(' ').Append(definition.Kind.ToString().ToLowerInvariant()).Append('\n');
            foreach (var sample in samples)
                Append(text, sample);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, MetricSample sample)
    {
        text.Append(sample.Name);
        for (var i = 0; i < sample.Labels.Count; i++)
            text.Append(i == 0 ? '{' : ',').Append(sample.Labels[i].Key).Append("=\"").Append(Escape(sample.Labels[i].Value)).Append('"');
        text.Append(sample.Labels.Count == 0 ? " " : "} ").Append(sample.Value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string EscapeLines(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Escape(string text) => EscapeLines(text).Replace("\"", "\\\"", StringComparison.Ordinal);
}
