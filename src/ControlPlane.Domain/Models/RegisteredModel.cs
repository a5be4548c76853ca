using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Models;

/// <summary>A named family of versions with movable aliases. Not thread-safe; one operation loads, changes and saves it.</summary>
public sealed class RegisteredModel
{
    /// <summary>Longest description of a version in characters.</summary>
    public const int MaximumDescription = 2_000;

    /// <summary>Most tags of a version.</summary>
    public const int MaximumTags = 20;

    /// <summary>Longest tag in characters.</summary>
    public const int MaximumTag = 100;

    private readonly List<ModelVersion> _versions = [];
    private readonly List<ModelAlias> _aliases = [];

    private RegisteredModel()
    {
    }

    /// <summary>Unique, see <see cref="NameRule"/>.</summary>
    public string Name { get; private init; } = null!;

    /// <summary>When the name was first used.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>What people should know about it; empty when nothing was said.</summary>
    public string Description { get; private set; } = "";

    /// <summary>Rises with every change, from 1.</summary>
    public long ConcurrencyVersion { get; private set; }

    /// <summary>Ascending by number.</summary>
    public IReadOnlyList<ModelVersion> Versions => [.. _versions.OrderBy(v => v.Number)];

    /// <summary>Ascending by name, ordinal.</summary>
    public IReadOnlyList<ModelAlias> Aliases => [.. _aliases.OrderBy(a => a.Name, StringComparer.Ordinal)];

    /// <summary>A model without versions.</summary>
    /// <returns>Refusal: <see cref="ModelRefusals.Invalid"/>.</returns>
    public static Outcome<RegisteredModel> Create(string name, DateTimeOffset now)
    {
        var problems = new Problems();
        problems.Add(NameRule.Check("model", name));
        if (problems.Any)
            return problems.ToRefusal(ModelRefusals.Invalid);

        return new RegisteredModel { Name = name, CreatedAt = now, ConcurrencyVersion = 1 };
    }

    /// <summary>Gives a file a version number; the same file again gets the number it has.</summary>
    /// <returns>Refusal: <see cref="ModelRefusals.Invalid"/>.</returns>
    public Outcome<VersionRegistration> Register(VersionDraft draft, DateTimeOffset now)
    {
        var problems = Check(draft);
        if (problems.Any)
            return problems.ToRefusal(ModelRefusals.Invalid);
        if (_versions.FirstOrDefault(v => v.Digest == draft.Digest) is { } known)
            return new VersionRegistration(known, IsNew: false);

        var version = ModelVersion.Register(Name, _versions.Count == 0 ? 1 : _versions.Max(v => v.Number) + 1, draft, now);
        _versions.Add(version);
        ConcurrencyVersion++;
        return new VersionRegistration(version, IsNew: true);
    }

    /// <summary>Says what people should know about the model.</summary>
    /// <returns>Refusal: <see cref="ModelRefusals.Invalid"/>.</returns>
    public Outcome<RegisteredModel> Describe(string description)
    {
        if (description.Length > MaximumDescription)
            return Refusal.OfField(ModelRefusals.Invalid, "description", $"has {description.Length} characters", $"use at most {MaximumDescription}");
        if (description == Description)
            return this;
        Description = description;
        ConcurrencyVersion++;
        return this;
    }

    /// <summary>Points an alias at a version; makes the alias when it is new.</summary>
    /// <returns>Refusals: <see cref="ModelRefusals.Invalid"/>, <see cref="ModelRefusals.VersionNotFound"/>.</returns>
    public Outcome<ModelAlias> SetAlias(string name, int version, DateTimeOffset now)
    {
        var problems = new Problems();
        problems.Add(NameRule.Check("alias", name));
        if (problems.Any)
            return problems.ToRefusal(ModelRefusals.Invalid);
        if (FindVersion(version) is null)
            return VersionNotFound(Name, version, _versions);

        ConcurrencyVersion++;
        if (_aliases.FirstOrDefault(a => a.Name == name) is { } alias)
        {
            alias.MoveTo(version, now);
            return alias;
        }

        alias = ModelAlias.Create(Name, name, version, now);
        _aliases.Add(alias);
        return alias;
    }

    /// <summary>Says what a version must answer before agents let it serve; takes the place of what was said before.</summary>
    /// <returns>Refusal: <see cref="ModelRefusals.VersionNotFound"/>.</returns>
    public Outcome<ModelVersion> Expect(int version, GoldenReference golden)
    {
        if (FindVersion(version) is not { } found)
            return VersionNotFound(Name, version, _versions);
        if (found.Golden == golden)
            return found;
        found.Expect(golden);
        ConcurrencyVersion++;
        return found;
    }

    /// <summary>The version of a number; null when there is none.</summary>
    public ModelVersion? FindVersion(int number) => _versions.FirstOrDefault(v => v.Number == number);

    private static Refusal VersionNotFound(string model, int number, List<ModelVersion> versions) =>
        Refusal.OfField(
            ModelRefusals.VersionNotFound,
            "version",
            $"is {number}, which the model '{model}' does not have",
            versions.Count == 0 ? "register a version first" : $"use one of {string.Join(", ", versions.Select(v => v.Number))}");

    private static Problems Check(VersionDraft draft)
    {
        var problems = new Problems();
        draft.Origin.Check(problems);
        if (draft.Description.Length > MaximumDescription)
            problems.Add("description", $"has {draft.Description.Length} characters", $"use at most {MaximumDescription}");
        if (draft.Tags.Count > MaximumTags)
            problems.Add("tags", $"are {draft.Tags.Count}", $"use at most {MaximumTags}");
        for (var index = 0; index < draft.Tags.Count; index++)
        {
            if (draft.Tags[index].Length is 0 or > MaximumTag)
                problems.Add($"tags[{index}]", $"has {draft.Tags[index].Length} characters", $"use 1 to {MaximumTag}");
        }

        return problems;
    }
}
