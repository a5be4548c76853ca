namespace ControlPlane.Benchmarks.Swap;

/// <summary>Options of the benchmark's command line: how many swaps, one every so many seconds, at which share of the most that the server gets through.</summary>
internal sealed record SwapOptions(int Swaps, double Every, double Load, int Port, string? Json)
{
    public static SwapOptions Parse(string[] arguments)
    {
        var options = new SwapOptions(Swaps: 300, Every: 6, Load: 0.5, Port: 6290, Json: null);
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            var value = arguments[i + 1];
            options = arguments[i] switch
            {
                "--swaps" => options with { Swaps = int.Parse(value) },
                "--every" => options with { Every = double.Parse(value) },
                "--load" => options with { Load = double.Parse(value) },
                "--port" => options with { Port = int.Parse(value) },
                "--json" => options with { Json = value },
                var unknown => throw new ArgumentException($"There is no option {unknown}."),
            };
        }

        return options;
    }
}
