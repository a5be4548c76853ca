namespace ControlPlane.Web.Features.Evidence;

/// <summary>One question a person has about a rollout, answered in a sentence. Immutable.</summary>
/// <param name="Question">The question.</param>
/// <param name="Sentence">The answer with its numbers, or why it is not known.</param>
public sealed record EvidenceAnswer(string Question, string Sentence)
{
    /// <summary>Whether the new version is better.</summary>
    public const string IsBetter = "Is it better?";

    /// <summary>The size of the difference.</summary>
    public const string HowMuch = "By how much?";

    /// <summary>How far chance is ruled out.</summary>
    public const string HowSure = "How sure?";

    /// <summary>Which callers it holds for.</summary>
    public const string ForWhom = "For whom?";

    /// <summary>Since when there is evidence, and how much.</summary>
    public const string SinceWhen = "Since when?";

    /// <summary>The five answers that every rollout's page owes, in their order.</summary>
    public static IReadOnlyList<EvidenceAnswer> All(string isBetter, string howMuch, string howSure, string forWhom, string sinceWhen) =>
        [new(IsBetter, isBetter), new(HowMuch, howMuch), new(HowSure, howSure), new(ForWhom, forWhom), new(SinceWhen, sinceWhen)];
}
