namespace ControlPlane.Demo.Training;

/// <summary>How well a classifier does on examples it was not trained with.</summary>
public static class Examination
{
    /// <summary>Share of the examples whose class is named correctly.</summary>
    public static double Accuracy(IReadOnlyCollection<Example> examples, Func<Example, int> classify) =>
        examples.Count(example => classify(example) == example.Label) / (double)examples.Count;

    /// <summary>
    /// Area under the receiver operating characteristic: the chance that a positive example scores higher than a negative one.
    /// Computed from ranks (Mann and Whitney); equal scores count in the order they come, which is harmless for continuous scores.
    /// </summary>
    public static double AreaUnderCurve(IReadOnlyCollection<Example> examples, Func<Example, float> score)
    {
        var labels = examples.OrderBy(score).Select(example => example.Label).ToArray();
        long negatives = 0;
        long won = 0;
        foreach (var label in labels)
        {
            if (label == 0)
                negatives++;
            else
                won += negatives;
        }

        return won / ((double)negatives * (labels.Length - negatives));
    }
}
