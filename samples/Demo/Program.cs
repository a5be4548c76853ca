using ControlPlane.Demo.Commands;

return await new DemoProgram(Console.Out, Console.Error, TimeProvider.System).RunAsync(args);
