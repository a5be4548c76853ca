using System.Text;

namespace ControlPlane.Observability.Metrics;

/// <summary>Describes metrics in Markdown, for people. Stateless.</summary>
public static class MetricReference
{
    /// <summary>One table of a list of metrics.</summary>
    public static string Table(IEnumerable<MetricDefinition> definitions)
    {
        var text = new StringBuilder("| metric | kind | labels | meaning |\n|---|---|---|---|\n");
        foreach (var definition in definitions)
        {
            text.Append("| `").Append(definition.Name).Append("` | ").Append(definition.Kind.ToString().ToLowerInvariant()).Append(" | ")
                .AppendJoin(", ", definition.Labels.Select(l => $"`{l}`")).Append(definition.Labels.Count == 0 ? "– | " : " | ").Append(definition.Help).Append(" |\n");
        }

        return text.ToString();
    }
}
