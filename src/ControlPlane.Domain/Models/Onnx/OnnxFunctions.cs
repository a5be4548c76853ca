namespace ControlPlane.Domain.Models.Onnx;

/// <summary>
/// Which operators are called, and by which of the model's own functions.
/// Runtimes expand functions in place: deep or circular ones have crashed them while loading.
/// Mutable, not thread-safe.
/// </summary>
internal sealed class OnnxFunctions
{
    private static readonly HashSet<string> KnownDomains = new(StringComparer.Ordinal)
    {
        "", "ai.onnx", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.preview.training", "com.microsoft",
    };

    private readonly Dictionary<string, HashSet<string>> _calls = new(StringComparer.Ordinal);
    private readonly HashSet<string> _usedDomains = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ownDomains = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public int Count => _calls.Count;

    /// <summary>Notes a call.</summary>
    /// <param name="function">Key of the function whose body has the call; null in a graph.</param>
    /// <param name="domain">Domain of what is called.</param>
    /// <param name="operation">Name of what is called.</param>
    public void Call(string? function, string domain, string operation)
    {
        _usedDomains.Add(domain);
        if (function is null)
            return;
        if (!_calls.TryGetValue(function, out var calls))
            _calls.Add(function, calls = new HashSet<string>(StringComparer.Ordinal));
        calls.Add(KeyOf(domain, operation));
    }

    /// <summary>Notes that the model defines a function, once its body, read under a key, is known to have this name.</summary>
    public void Define(string function, string domain, string name)
    {
        _ownDomains.Add(domain);
        _names[KeyOf(domain, name)] = function;
        _calls.TryAdd(function, new HashSet<string>(StringComparer.Ordinal));
    }

    /// <summary>A domain whose operators nobody here defines; null when there is none.</summary>
    public string? FindForeignDomain() =>
        _usedDomains.Order(StringComparer.Ordinal).FirstOrDefault(d => !KnownDomains.Contains(d) && !_ownDomains.Contains(d));

    /// <summary>Whether some function calls itself, directly or not, or functions call each other deeper than allowed.</summary>
    public bool AreTooDeep()
    {
        var depths = new Dictionary<string, int>(StringComparer.Ordinal);
        return _calls.Keys.Any(function => DepthOf(function, depths, OnnxLimits.FunctionDepth) > OnnxLimits.FunctionDepth);
    }

    private int DepthOf(string function, Dictionary<string, int> depths, int left)
    {
        if (depths.TryGetValue(function, out var known))
            return known;
        if (left == 0)
            return OnnxLimits.FunctionDepth + 1;

        var deepest = 0;
        foreach (var call in _calls[function])
        {
            if (!_names.TryGetValue(call, out var callee))
                continue;
            deepest = Math.Max(deepest, DepthOf(callee, depths, left - 1));
            if (deepest > OnnxLimits.FunctionDepth)
                break;
        }

        // Only what was reached with room to spare is final; a cut-off search says "too deep" and ends everything.
        return depths[function] = deepest + 1;
    }

    private static string KeyOf(string domain, string name) => $"{domain}:{name}";
}
