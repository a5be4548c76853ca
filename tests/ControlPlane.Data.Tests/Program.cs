using ControlPlane.Data.Tests.Hosting;

return await CrashProgram.RunAsync(args);
