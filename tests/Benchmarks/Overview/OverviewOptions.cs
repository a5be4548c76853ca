namespace ControlPlane.Benchmarks.Overview;

/// <summary>Options of the benchmark's command line.</summary>
internal sealed record OverviewOptions(IReadOnlyList<int> Rollouts, int Opens, string? Json)
{
    public static OverviewOptions Parse(string[] arguments)
    {
        var options = new OverviewOptions(Rollouts: [5, 500], Opens: 9, Json: null);
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            var value = arguments[i + 1];
            options = arguments[i] switch
            {
                "--rollouts" => options with { Rollouts = [.. value.Split(',').Select(int.Parse)] },
                "--opens" => options with { Opens = int.Parse(value) },
                "--json" => options with { Json = value },
                var unknown => throw new ArgumentException($"There is no option {unknown}."),
            };
        }

        return options;
    }
}
