using System.Globalization;

namespace ControlPlane.Benchmarks.Scenes;

/// <summary>What the benchmark shall do. Immutable.</summary>
internal sealed record ScenesOptions(TimeSpan Limit, string? Json)
{
    public static ScenesOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new ScenesOptions(Limit: TimeSpan.FromMinutes(15), Json: null);
        for (var index = 0; index + 1 < arguments.Count; index += 2)
        {
            var value = arguments[index + 1];
            options = arguments[index] switch
            {
                "--minutes" => options with { Limit = TimeSpan.FromMinutes(double.Parse(value, CultureInfo.InvariantCulture)) },
                "--json" => options with { Json = value },
                var other => throw new ArgumentException($"unknown option {other}", nameof(arguments)),
            };
        }

        return options;
    }
}
