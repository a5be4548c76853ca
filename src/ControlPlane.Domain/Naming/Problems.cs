using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Naming;

/// <summary>Collects everything that is wrong with some input, so that a person corrects it once. Mutable, not thread-safe.</summary>
internal sealed class Problems
{
    private readonly List<FieldProblem> _found = [];

    public IReadOnlyList<FieldProblem> Found => _found;

    public bool Any => _found.Count > 0;

    public void Add(string field, string problem, string remedy) => _found.Add(new FieldProblem(field, problem, remedy));

    public void Add(FieldProblem? problem)
    {
        if (problem is not null)
            _found.Add(problem);
    }

    /// <summary>One refusal that lists every problem and says the first in its sentence.</summary>
    public Refusal ToRefusal(string code)
    {
        var first = _found[0];
        var more = _found.Count == 1 ? "" : $" ({_found.Count - 1} more problem{(_found.Count == 2 ? "" : "s")})";
        return new Refusal(code, $"{first.Field}: {first.Problem}; {first.Remedy}{more}.") { Fields = _found };
    }
}
