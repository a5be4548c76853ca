using System.Diagnostics;
using ControlPlane.Demo.Transactions;
using ControlPlane.Demo.Training;
var clock = Stopwatch.StartNew();
var count = int.Parse(args[1]); var h1 = int.Parse(args[2]); var h2 = int.Parse(args[3]); var epochs = int.Parse(args[4]); var rate = float.Parse(args[5]);var share=double.Parse(args[6]);
var gen = new TransactionGenerator(new Random(1));
    Example Make(double s) { var p = gen.Next(s); return new Example(p.Features, p.Label); }
    var train = Enumerable.Range(0, count).Select(i => Make(share)).ToArray();
    var held = Enumerable.Range(0, 8000).Select(i => Make(0.04)).ToArray();
    Console.Out.WriteLine($"made {clock.ElapsedMilliseconds} ms");
    clock.Restart();
    var net = DenseNetwork.Scattered(new Random(2), 30, h1, h2, 2);
    Trainer.Train(net, train, new TrainingPlan(epochs, rate), new Random(3));
    Console.Out.WriteLine($"trained {clock.ElapsedMilliseconds} ms");
    Console.Out.WriteLine($"acc {Examination.Accuracy(held, e => net.Classify(e.Input)):F4} auc {Examination.AreaUnderCurve(held, e => net.Probabilities(e.Input)[1]):F4}");
    var fr = held.Where(e => e.Label == 1).ToArray(); var al = held.Where(e => net.Classify(e.Input) == 1).ToArray();
    Console.Out.WriteLine($"recall {Examination.Accuracy(fr, e => net.Classify(e.Input)):F3} precision {Examination.Accuracy(al, e => net.Classify(e.Input)):F3}");
    Console.Out.WriteLine($"train {Examination.Accuracy(train, e => net.Classify(e.Input)):F3}");
