using System.Diagnostics;
using ControlPlane.Demo.Models;
var clock = Stopwatch.StartNew();
var set = ModelSet.Train(1);
Console.Out.WriteLine(clock.ElapsedMilliseconds);
Console.Out.WriteLine(new ModelFolder(args[0]).Write(set).ToJson());
Console.Out.WriteLine(clock.ElapsedMilliseconds);
