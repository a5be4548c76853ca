namespace ControlPlane.AgentHost.Telemetry;

/// <summary>
/// Numbers the first names it meets, so that what is counted by name is counted in an array; later and overlong names share one number.
/// Readers take no lock and allocate nothing; a new name copies the small map. Thread-safe.
/// </summary>
internal sealed class BoundedNames
{
    private const int MaximumLength = 100;

    private readonly Lock _adding = new();
    private readonly string _other;
    private volatile Dictionary<string, int> _numbers;
    private volatile string[] _names;

    public BoundedNames(int capacity, string other, IEnumerable<string>? known = null)
    {
        Capacity = capacity;
        _other = other;
        _names = [.. (known ?? []).Distinct(StringComparer.Ordinal).Take(capacity)];
        _numbers = Numbered(_names);
    }

    /// <summary>Names told apart; also the number that all others share.</summary>
    public int Capacity { get; }

    /// <summary>The number of a name, 0 to <see cref="Capacity"/>.</summary>
    public int NumberOf(string name) => _numbers.TryGetValue(name, out var number) ? number : Add(name);

    /// <summary>The name of a number.</summary>
    public string NameOf(int number) => number < _names.Length ? _names[number] : _other;

    private int Add(string name)
    {
        if (_names.Length == Capacity || name.Length > MaximumLength)
            return Capacity;

        lock (_adding)
        {
            if (_numbers.TryGetValue(name, out var number))
                return number;
            if (_names.Length == Capacity)
                return Capacity;

            // Names first: whoever sees the number must find its name.
            _names = [.. _names, name];
            _numbers = Numbered(_names);
            return _names.Length - 1;
        }
    }

    private static Dictionary<string, int> Numbered(string[] names)
    {
        var numbers = new Dictionary<string, int>(names.Length, StringComparer.Ordinal);
        for (var number = 0; number < names.Length; number++)
            numbers.Add(names[number], number);
        return numbers;
    }
}
