using System.Globalization;

namespace ControlPlane.Benchmarks.Ingest;

/// <summary>What the benchmark shall do. Immutable.</summary>
/// <param name="Agents">Agents that each send a batch a second.</param>
/// <param name="Endpoints">Endpoints every agent serves, each with a champion and a challenger.</param>
/// <param name="Rate">Requests per second of one variant on one agent.</param>
/// <param name="Minutes">Simulated minutes.</param>
/// <param name="Json">Where to save the report; null means nowhere.</param>
internal sealed record IngestOptions(int Agents, int Endpoints, int Rate, int Minutes, string? Json)
{
    public const int VariantsOfEndpoint = 2;

    public static IngestOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new IngestOptions(Agents: 50, Endpoints: 5, Rate: 20, Minutes: 60, Json: null);
        for (var index = 0; index + 1 < arguments.Count; index += 2)
        {
            var value = arguments[index + 1];
            options = arguments[index] switch
            {
                "--agents" => options with { Agents = int.Parse(value, CultureInfo.InvariantCulture) },
                "--endpoints" => options with { Endpoints = int.Parse(value, CultureInfo.InvariantCulture) },
                "--rate" => options with { Rate = int.Parse(value, CultureInfo.InvariantCulture) },
                "--minutes" => options with { Minutes = int.Parse(value, CultureInfo.InvariantCulture) },
                "--json" => options with { Json = value },
                var other => throw new ArgumentException($"There is no option {other}.", nameof(arguments)),
            };
        }

        return options;
    }
}
