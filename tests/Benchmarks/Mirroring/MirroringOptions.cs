namespace ControlPlane.Benchmarks.Mirroring;

/// <summary>Options of the benchmark's command line.</summary>
internal sealed record MirroringOptions(int Pairs, int Seconds, double Load, int Port, string? Model, string? Json)
{
    public static MirroringOptions Parse(string[] arguments)
    {
        var options = new MirroringOptions(Pairs: 9, Seconds: 4, Load: 0.2, Port: 6284, Model: null, Json: null);
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            var value = arguments[i + 1];
            options = arguments[i] switch
            {
                "--pairs" => options with { Pairs = int.Parse(value) },
                "--seconds" => options with { Seconds = int.Parse(value) },
                "--load" => options with { Load = double.Parse(value) },
                "--port" => options with { Port = int.Parse(value) },
                "--model" => options with { Model = value },
                "--json" => options with { Json = value },
                var unknown => throw new ArgumentException($"There is no option {unknown}."),
            };
        }

        return options;
    }
}
