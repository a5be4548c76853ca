namespace ControlPlane.Benchmarks.Converge;

/// <summary>Options of the benchmark's command line.</summary>
internal sealed record ConvergeOptions(int Changes, int Agents, int Callers, string? Json)
{
    public static ConvergeOptions Parse(string[] arguments)
    {
        var options = new ConvergeOptions(Changes: 200, Agents: 3, Callers: 6, Json: null);
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            var value = arguments[i + 1];
            options = arguments[i] switch
            {
                "--changes" => options with { Changes = int.Parse(value) },
                "--agents" => options with { Agents = int.Parse(value) },
                "--callers" => options with { Callers = int.Parse(value) },
                "--json" => options with { Json = value },
                var unknown => throw new ArgumentException($"There is no option {unknown}."),
            };
        }

        return options;
    }
}
