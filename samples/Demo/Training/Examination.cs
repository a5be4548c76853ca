namespace ControlPlane.Demo.Training;

/// <summary>How well a classifier does on examples it was not trained with.</summary>
public static class Examination
{
    /// <summary>Share of the examples for which something holds, such as a right answer (accuracy).</summary>
    public static double Share<T>(IEnumerable<T> examples, Predicate<T> holds)
    {
        var (count, held) = (0, 0);
        foreach (var example in examples)
        {
            count++;
            held += holds(example) ? 1 : 0;
        }

        return held / (double)count;
    }

    /// <summary>
    /// Area under the receiver operating characteristic: the chance that a positive example scores higher than a negative one.
    /// Computed from ranks (Mann and Whitney); a pair with equal scores counts half.
    /// </summary>
    public static double AreaUnderCurve(IEnumerable<(float Score, bool IsPositive)> examples)
    {
        var (negatives, positives, won) = (0L, 0L, 0.0);
        foreach (var equal in examples.GroupBy(example => example.Score).OrderBy(group => group.Key))
        {
            var positivesHere = equal.Count(example => example.IsPositive);
            var negativesHere = equal.Count() - positivesHere;
            won += positivesHere * (negatives + (negativesHere / 2.0));
            negatives += negativesHere;
            positives += positivesHere;
        }

        return won / ((double)negatives * positives);
    }
}
