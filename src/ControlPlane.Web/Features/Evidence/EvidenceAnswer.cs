namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>One question a person has about an experiment, answered in a sentence. Immutable.</summary>
/// <param name="Question">The question.</param>
/// <param name="Sentence">The answer with its numbers, or why it is not known.</param>
public sealed record ExperimentAnswer(string Question, string Sentence);
