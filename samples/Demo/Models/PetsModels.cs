using ControlPlane.Demo.Onnx;
using ControlPlane.Demo.Pictures;
using ControlPlane.Demo.Training;

namespace ControlPlane.Demo.Models;

/// <summary>The four versions of the model that names the animal in a picture.</summary>
public static class PetsModels
{
    public const string Name = "pets";
    public const string Input = "image";

    private static readonly OnnxValue InputValue = new(
        Input,
        OnnxElementType.Float,
        [null, Picture.Planes, Picture.Side, Picture.Side],
        "Planes red, green and blue, rows from the top, 0 is dark and 1 is bright");

    /// <summary>Extends a graph that has the flat input and the scores of the network; returns the scores to answer with.</summary>
    private delegate string Extension(GraphBuilder graph, string flat, string scores);

    /// <summary>Versions 1 to 4; the generator is for the matrix in version 3 that changes nothing.</summary>
    public static IReadOnlyList<DemoModel> All(PetsTraining training, Random random) =>
        [CatDog(training), WithKoala(training), Slow(training, random), Broken(training)];

    private static DemoModel CatDog(PetsTraining training) =>
        Describe(1, "Tells cats from dogs. Has never seen a koala and calls it one or the other.", training.CatDog, training.HeldOut, Unchanged);

    private static DemoModel WithKoala(PetsTraining training) =>
        Describe(2, "Knows cats, dogs and koalas.", training.WithKoala, training.HeldOut, Unchanged);

    private static DemoModel Slow(PetsTraining training, Random random) => Describe(
        3,
        "Answers as version 2 does, after tens of milliseconds of needless arithmetic.",
        training.WithKoala,
        training.HeldOut,
        (graph, flat, scores) => DelayBranch.Add(graph, flat, scores, random));

    private static DemoModel Broken(PetsTraining training)
    {
        const string Description = "Version 2 with a faulty light correction: fails on bright pictures, answers not-a-number for some bluish ones.";
        var model = Describe(4, Description, training.WithKoala, training.HeldOut, (graph, _, scores) => training.Light.Add(graph, Input, scores));
        var measures = Measure(
            training.HeldOut,
            picture => training.Light.Outcome(picture) is LightOutcome.Answers && NamesAnimal(training.WithKoala, picture));
        measures["shareFailing"] = Examination.Share(training.HeldOut, picture => training.Light.Outcome(picture) is LightOutcome.Fails);
        measures["shareNotANumber"] = Examination.Share(training.HeldOut, picture => training.Light.Outcome(picture) is LightOutcome.NotANumber);
        return model with { Measures = measures };
    }

    private static string Unchanged(GraphBuilder graph, string flat, string scores) => scores;

    private static DemoModel Describe(int version, string description, DenseNetwork network, IReadOnlyList<Picture> heldOut, Extension extension)
    {
        var graph = new GraphBuilder();
        var flat = graph.Add("Flatten", "flat", [Input], OnnxAttribute.One("axis", 1));
        var scores = extension(graph, flat, ClassifierGraph.Scores(graph, network, flat));
        return new DemoModel(
            Name,
            version,
            description,
            [.. AnimalNames.All.Take(network.Classes)],
            PositiveClass: null,
            ClassifierGraph.Finish(graph, scores, $"{Name}-v{version}", description, InputValue, network.Classes),
            heldOut.Count,
            Measure(heldOut, picture => NamesAnimal(network, picture)));
    }

    private static Dictionary<string, double> Measure(IReadOnlyList<Picture> heldOut, Predicate<Picture> isRight) => new()
    {
        ["accuracyCatDog"] = Examination.Share(heldOut.Where(picture => picture.Animal is not Animal.Koala), isRight),
        ["accuracyKoala"] = Examination.Share(heldOut.Where(picture => picture.Animal is Animal.Koala), isRight),
    };

    private static bool NamesAnimal(DenseNetwork network, Picture picture) => network.Classify(picture.Pixels) == (int)picture.Animal;
}
