namespace ControlPlane.Benchmarks.Push;

/// <summary>Options of the benchmark's command line.</summary>
internal sealed record PushOptions(IReadOnlyList<int> Agents, int Changes, int Rollbacks, string? Json)
{
    public static PushOptions Parse(string[] arguments)
    {
        var options = new PushOptions(Agents: [1, 50, 500], Changes: 60, Rollbacks: 40, Json: null);
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            var value = arguments[i + 1];
            options = arguments[i] switch
            {
                "--agents" => options with { Agents = [.. value.Split(',').Select(int.Parse)] },
                "--changes" => options with { Changes = int.Parse(value) },
                "--rollbacks" => options with { Rollbacks = int.Parse(value) },
                "--json" => options with { Json = value },
                var unknown => throw new ArgumentException($"There is no option {unknown}."),
            };
        }

        return options;
    }
}
