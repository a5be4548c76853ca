using ControlPlane.Demo.Pictures;
using ControlPlane.Demo.Training;

namespace ControlPlane.Demo.Models;

/// <summary>What training for the pets model leaves behind.</summary>
/// <param name="CatDog">Knows two classes.</param>
/// <param name="WithKoala">Knows all three, learned from more pictures.</param>
/// <param name="Light">The faulty correction of version 4.</param>
/// <param name="HeldOut">Pictures that no network has seen, the same number of each animal.</param>
public sealed record PetsTraining(DenseNetwork CatDog, DenseNetwork WithKoala, LightCorrection Light, IReadOnlyList<Picture> HeldOut)
{
    private const int CatDogPictures = 2_400;
    private const int CatDogHidden = 24;
    private const int WithKoalaPictures = 9_000;
    private const int WithKoalaHidden = 40;
    private const int HeldOutPictures = 3_000;

    private static readonly TrainingPlan CatDogPlan = new(Epochs: 8, LearningRate: 0.03f);
    private static readonly TrainingPlan WithKoalaPlan = new(Epochs: 10, LearningRate: 0.03f);

    public static PetsTraining Train(Random random)
    {
        var catDogPictures = Take(random.Child(), CatDogPictures, animals: 2);
        var allPictures = Take(random.Child(), WithKoalaPictures, animals: 3);
        return new PetsTraining(
            Fit(random.Child(), catDogPictures, CatDogHidden, animals: 2, CatDogPlan),
            Fit(random.Child(), allPictures, WithKoalaHidden, animals: 3, WithKoalaPlan),
            LightCorrection.Measure(allPictures),
            Take(random.Child(), HeldOutPictures, animals: 3));
    }

    private static Picture[] Take(Random random, int count, int animals)
    {
        var generator = new PictureGenerator(random);
        return [.. Enumerable.Range(0, count).Select(index => generator.Take((Animal)(index % animals)))];
    }

    private static DenseNetwork Fit(Random random, Picture[] pictures, int hidden, int animals, TrainingPlan plan)
    {
        var network = DenseNetwork.Scattered(random.Child(), Picture.Length, hidden, animals);
        Trainer.Train(network, [.. pictures.Select(picture => picture.ToExample())], plan, random.Child());
        return network;
    }
}
