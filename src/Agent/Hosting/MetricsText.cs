using System.Globalization;
using System.Text;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>
/// Writes metrics in Prometheus' text exposition format, version 0.0.4. One page is written by one owner.
/// </summary>
internal sealed class MetricsText
{
    /// <summary>Content type of the page.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const string Prefix = "controlplane_agent_";
    private readonly StringBuilder _text = new();

    /// <summary>Begins a metric whose name has no prefix of ours.</summary>
    public void BeginBare(string name, string type, string help)
    {
        _text.Append("# HELP ").Append(name).Append(' ').Append(Escape(help)).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
    }

    /// <summary>Writes one value of a metric whose name has no prefix of ours.</summary>
    public void BareValue(string name, double value, params IReadOnlyList<(string Name, string Value)> labels)
    {
        _text.Append(name);
        if (labels.Count > 0)
            _text.Append('{').AppendJoin(',', labels.Select(l => $"{l.Name}=\"{Escape(l.Value)}\"")).Append('}');
        _text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    /// <summary>Begins a metric.</summary>
    /// <param name="name">Name without prefix.</param>
    /// <param name="type">counter, gauge or histogram.</param>
    /// <param name="help">One sentence.</param>
    public void Begin(string name, string type, string help) => BeginBare(Prefix + name, type, help);

    /// <summary>Writes one value.</summary>
    public void Value(string name, double value, params IReadOnlyList<(string Name, string Value)> labels) => BareValue(Prefix + name, value, labels);

    /// <summary>A metric that is one number.</summary>
    public void Single(string name, string type, string help, double value)
    {
        Begin(name, type, help);
        Value(name, value);
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString();

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal);
}
