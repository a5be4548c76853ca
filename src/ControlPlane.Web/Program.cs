using ControlPlane.Web.Hosting;

return await new ControlPlaneProgram(Console.Out, Console.Error, TimeProvider.System).RunAsync(args);
