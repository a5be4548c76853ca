using ControlPlane.OnnxRuntime.Tests.Children;

return ChildVerbs.Run(args, Console.Out);
