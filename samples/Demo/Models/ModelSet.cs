namespace ControlPlane.Demo.Models;

/// <summary>Everything the demo trains, from one seed.</summary>
public sealed record ModelSet(int Seed, PetsTraining Pets, FraudTraining Fraud, IReadOnlyList<DemoModel> Models)
{
    /// <summary>Rises whenever the same seed would give other files or another manifest.</summary>
    public const int GeneratorVersion = 1;

    /// <summary>The seed of the demo that everybody sees.</summary>
    public const int UsualSeed = 1;

    public static ModelSet Train(int seed)
    {
        var random = new Random(seed);
        var pets = PetsTraining.Train(random.Child());
        var fraud = FraudTraining.Train(random.Child());
        return new ModelSet(seed, pets, fraud, [.. PetsModels.All(pets, random.Child()), .. FraudModels.All(fraud)]);
    }
}
