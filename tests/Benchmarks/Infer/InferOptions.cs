namespace ControlPlane.Benchmarks.Infer;

/// <summary>Options of the benchmark's command line; scenarios whose name begins with <c>Only</c>, or all.</summary>
internal sealed record InferOptions(int Rounds, int Seconds, int FirstPort, string? Only, string? Json)
{
    public static InferOptions Parse(string[] arguments)
    {
        var options = new InferOptions(Rounds: 5, Seconds: 3, FirstPort: 6280, Only: null, Json: null);
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            var value = arguments[i + 1];
            options = arguments[i] switch
            {
                "--rounds" => options with { Rounds = int.Parse(value) },
                "--seconds" => options with { Seconds = int.Parse(value) },
                "--port" => options with { FirstPort = int.Parse(value) },
                "--only" => options with { Only = value },
                "--json" => options with { Json = value },
                var unknown => throw new ArgumentException($"There is no option {unknown}."),
            };
        }

        return options;
    }
}
