using ControlPlane.Benchmarks.Infer;

return args switch
{
    ["infer", .. var options] => await InferBenchmark.RunAsync(options, Console.Out),
    ["serve", var port, var model] => await AgentServer.RunAsync(int.Parse(port), model, Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project tests/Benchmarks -- infer [--rounds N] [--seconds S] [--connections C] [--model FILE] [--json FILE]");
    return 2;
}
