using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Mirroring;

/// <summary>The segment attributes of a copied request; its other headers and parameters are not copied. Immutable.</summary>
internal sealed class MirroredAttributes : IRequestAttributes
{
    private readonly IReadOnlyList<string> _names;
    private readonly string?[] _values;

    /// <summary>Keeps what the request says of some attributes.</summary>
    public MirroredAttributes(IReadOnlyList<string> names, IRequestAttributes request)
    {
        _names = names;
        _values = names.Count == 0 ? [] : new string?[names.Count];
        for (var i = 0; i < _values.Length; i++)
            _values[i] = request.Find(names[i]);
    }

    /// <inheritdoc />
    public string? Find(string attribute)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            if (_names[i] == attribute)
                return _values[i];
        }

        return null;
    }

    /// <summary>Each <c>attribute=value</c>, as a recorder counts them.</summary>
    public IReadOnlyList<string> SegmentsFor(VariantRecorder recorder)
    {
        var segments = new List<string>(_values.Length);
        for (var i = 0; i < _values.Length; i++)
        {
            if (_values[i] is { } value)
                segments.Add($"{_names[i]}={recorder.SegmentNameOf(i, value)}");
        }

        return segments;
    }
}
