using ControlPlane.Cli.Hosting;

return await CliProgram.RunAsync(args, CliSurroundings.OfProcess(), CancellationToken.None);
