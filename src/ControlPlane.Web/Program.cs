using ControlPlane.Web.Hosting;

return await new ControlPlaneProgram(Console.Out, Console.Error, Console.OpenStandardOutput(), TimeProvider.System).RunAsync(args);
