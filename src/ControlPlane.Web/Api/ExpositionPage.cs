using System.Globalization;
using System.Text;

namespace ControlPlane.Web.Api;

/// <summary>Collects metrics and their samples in the text format of Prometheus. Not thread-safe.</summary>
internal sealed class ExpositionPage
{
    private readonly StringBuilder _text = new();
    private string _name = "";

    /// <summary>Begins a metric that rises and falls; samples follow.</summary>
    public void Gauge(string name, string help) => Begin(name, help, "gauge");

    /// <summary>Begins a metric that only rises; samples follow.</summary>
    public void Counter(string name, string help) => Begin(name, help, "counter");

    /// <summary>A sample of the metric begun last.</summary>
    public void Sample(double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(_name);
        for (var index = 0; index < labels.Length; index++)
            _text.Append(index == 0 ? '{' : ',').Append(labels[index].Name).Append("=\"").Append(Escape(labels[index].Value)).Append('"');
        _text.Append(labels.Length == 0 ? " " : "} ").Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString();

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private void Begin(string name, string help, string type)
    {
        _name = name;
        _text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n').Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
    }
}
