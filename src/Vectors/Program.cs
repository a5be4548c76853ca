using ControlPlane.Vectors;

return VectorProgram.Run(args, Console.Out, Console.Error);
