namespace ControlPlane.Demo;

/// <summary>Draws from a seeded generator that pictures, transactions and users need.</summary>
internal static class Chance
{
    public static float Between(this Random random, float low, float high) => low + ((high - low) * random.NextSingle());

    public static bool Happens(this Random random, double probability) => random.NextDouble() < probability;

    public static T OneOf<T>(this Random random, ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    /// <summary>A generator of its own, so that more draws here do not shift the draws elsewhere.</summary>
    public static Random Child(this Random random) => new(random.Next());

    /// <summary>Exponential with mean 1.</summary>
    public static double Exponential(this Random random) => -Math.Log(1 - random.NextDouble());

    /// <summary>Normal with mean 0 and deviation 1 (Box and Muller's transform; 1 - u keeps the logarithm finite).</summary>
    public static float Normal(this Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
