using ControlPlane.AgentHost.Hosting;

return await AgentProgram.RunAsync(args, Environment.GetEnvironmentVariables(), Console.Out, Console.Error);
