using ControlPlane.Demo.Models;
using ControlPlane.Demo.Pictures;
using ControlPlane.Demo.Training;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.Demo.Tests.Models;

public sealed class PetsModelsTests
{
    private const int PicturesPerAnimal = 1_000;

    /// <summary>From a seed that no training uses.</summary>
    private static readonly Picture[] NeverSeen = TakeNeverSeen();

    [Fact]
    public void Version1_OnCatsAndDogs_IsGoodButNotPerfect()
    {
        var accuracy = Accuracy(TrainedSet.Pets(1), picture => picture.Animal is not Animal.Koala);

        Assert.InRange(accuracy, 0.90, 0.995);
    }

    [Fact]
    public void Version1_OnKoalas_IsAlwaysWrong()
    {
        Assert.Equal(0, Accuracy(TrainedSet.Pets(1), picture => picture.Animal is Animal.Koala));
    }

    [Fact]
    public void Version2_OnKoalas_IsGoodButNotPerfect()
    {
        Assert.InRange(Accuracy(TrainedSet.Pets(2), picture => picture.Animal is Animal.Koala), 0.90, 0.998);
    }

    [Fact]
    public void Version2_OnCatsAndDogs_LosesNothingThatMatters()
    {
        var version1 = Accuracy(TrainedSet.Pets(1), picture => picture.Animal is not Animal.Koala);
        var version2 = Accuracy(TrainedSet.Pets(2), picture => picture.Animal is not Animal.Koala);

        Assert.InRange(version2, version1 - 0.01, 0.995);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Measures_InTheManifest_AgreeWithPicturesNeverSeen(int version)
    {
        var model = TrainedSet.Pets(version);

        Assert.Equal(Accuracy(model, picture => picture.Animal is not Animal.Koala), model.Measures["accuracyCatDog"], tolerance: 0.02);
        Assert.Equal(Accuracy(model, picture => picture.Animal is Animal.Koala), model.Measures["accuracyKoala"], tolerance: 0.02);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void OnnxRuntime_OnABatch_GivesTheProbabilitiesOfTheTrainedNetwork(int version)
    {
        var network = version == 1 ? TrainedSet.Usual.Pets.CatDog : TrainedSet.Usual.Pets.WithKoala;
        var rows = NeverSeen.Take(64).Select(picture => picture.Pixels).ToArray();
        using var session = new ModelSession(TrainedSet.Pets(version));

        var (labels, probabilities) = session.Run(rows);

        Assert.Equal(rows.Select(row => (long)network.Classify(row)), labels);
        AssertClose(rows.SelectMany(row => network.Probabilities(row)).ToArray(), probabilities);
    }

    [Fact]
    public void Version3_OnABatch_AnswersExactlyAsVersion2()
    {
        var rows = NeverSeen.Take(3).Select(picture => picture.Pixels).ToArray();
        using var version2 = new ModelSession(TrainedSet.Pets(2));
        using var version3 = new ModelSession(TrainedSet.Pets(3));

        var expected = version2.Run(rows);
        var actual = version3.Run(rows);

        Assert.Equal(expected.Labels, actual.Labels);
        AssertClose(expected.Probabilities, actual.Probabilities);
    }

    [Fact]
    public void Version3_ByItsGraph_MultipliesAThousandTimesMoreThanVersion2()
    {
        var version2 = GraphArithmetic.MultiplicationsPerRow(TrainedSet.Pets(2).Graph);
        var version3 = GraphArithmetic.MultiplicationsPerRow(TrainedSet.Pets(3).Graph);

        Assert.Equal(TrainedSet.Usual.Pets.WithKoala.Layers.Sum(layer => layer.Weights.Length), version2);
        Assert.Equal(version2 + DelayBranch.MultiplicationsPerRow, version3);
        Assert.True(version3 > 1_000 * version2);
    }

    [Fact]
    public void Version4_PictureByPicture_FailsForMostAndIsNotANumberForSome()
    {
        using var session = new ModelSession(TrainedSet.Pets(4));

        var outcomes = NeverSeen.Select(picture => Outcome(session, picture)).ToArray();

        Assert.Equal(NeverSeen.Select(TrainedSet.Usual.Pets.Light.Outcome), outcomes);
        Assert.InRange(Examination.Share(outcomes, outcome => outcome is LightOutcome.Fails), 0.5, 0.7);
        Assert.InRange(Examination.Share(outcomes, outcome => outcome is LightOutcome.NotANumber), 0.05, 0.15);
    }

    [Fact]
    public void Version4_WhereItAnswers_NamesTheAnimalOfVersion2()
    {
        var light = TrainedSet.Usual.Pets.Light;
        var answered = NeverSeen.Where(picture => light.Outcome(picture) is LightOutcome.Answers).Select(picture => picture.Pixels).ToArray();
        using var version2 = new ModelSession(TrainedSet.Pets(2));
        using var version4 = new ModelSession(TrainedSet.Pets(4));

        Assert.NotEmpty(answered);
        Assert.Equal(version2.Run(answered).Labels, version4.Run(answered).Labels);
    }

    [Fact]
    public void Version4_OneBrightPictureInABatch_FailsTheWholeBatch()
    {
        var dark = new float[Picture.Length];
        var bright = Enumerable.Repeat(1f, Picture.Length).ToArray();
        using var session = new ModelSession(TrainedSet.Pets(4));

        Assert.Single(session.Run(dark).Labels);
        var failure = Assert.Throws<OrtException>(() => session.Run(dark, bright));
        Assert.Contains("out of data bounds", failure.Message);
    }

    [Fact]
    public void Version4_OnABlackPicture_AnswersSoThatATrialRunFindsNothing()
    {
        using var session = new ModelSession(TrainedSet.Pets(4));

        var (_, probabilities) = session.Run(new float[Picture.Length]);

        Assert.Equal(1, probabilities.Sum(), tolerance: 1e-4f);
    }

    private static LightOutcome Outcome(ModelSession session, Picture picture)
    {
        try
        {
            return float.IsNaN(session.Run(picture.Pixels).Probabilities[0]) ? LightOutcome.NotANumber : LightOutcome.Answers;
        }
        catch (OrtException)
        {
            return LightOutcome.Fails;
        }
    }

    private static double Accuracy(DemoModel model, Func<Picture, bool> which)
    {
        var pictures = NeverSeen.Where(which).ToArray();
        using var session = new ModelSession(model);
        var labels = session.Run([.. pictures.Select(picture => picture.Pixels)]).Labels;
        return Examination.Share(pictures.Zip(labels), pair => (long)pair.First.Animal == pair.Second);
    }

    private static Picture[] TakeNeverSeen()
    {
        var generator = new PictureGenerator(new Random(987_654_321));
        return [.. Enumerable.Range(0, 3 * PicturesPerAnimal).Select(index => generator.Take((Animal)(index % 3)))];
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-5f));
    }
}
