using System.Globalization;

namespace ControlPlane.Benchmarks.Rollback;

/// <summary>What the benchmark shall do. Immutable.</summary>
internal sealed record RollbackOptions(int Rounds, int Alone, int Clicks, int Agents, double Rate, string? Json)
{
    public static RollbackOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new RollbackOptions(Rounds: 6, Alone: 3, Clicks: 100, Agents: 3, Rate: 300, Json: null);
        for (var index = 0; index + 1 < arguments.Count; index += 2)
        {
            var value = arguments[index + 1];
            options = arguments[index] switch
            {
                "--rounds" => options with { Rounds = int.Parse(value, CultureInfo.InvariantCulture) },
                "--alone" => options with { Alone = int.Parse(value, CultureInfo.InvariantCulture) },
                "--clicks" => options with { Clicks = int.Parse(value, CultureInfo.InvariantCulture) },
                "--agents" => options with { Agents = int.Parse(value, CultureInfo.InvariantCulture) },
                "--rate" => options with { Rate = double.Parse(value, CultureInfo.InvariantCulture) },
                "--json" => options with { Json = value },
                var other => throw new ArgumentException($"unknown option {other}", nameof(arguments)),
            };
        }

        return options;
    }
}
