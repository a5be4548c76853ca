using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.Contracts.Telemetry;

/// <summary>Requests and failures of each <see cref="AssignmentCell"/> in some span; counts of disjoint spans add up. Mutable, not thread-safe.</summary>
public sealed class CellCounts
{
    private readonly long[] _requests = new long[AssignmentCell.Count];
    private readonly long[] _errors = new long[AssignmentCell.Count];

    /// <summary>Requests by cell, answered or failed.</summary>
    public IReadOnlyList<long> Requests => _requests;

    /// <summary>Failed requests by cell that are not the caller's fault.</summary>
    public IReadOnlyList<long> Errors => _errors;

    /// <summary>True when nothing was counted.</summary>
    public bool IsEmpty => Array.TrueForAll(_requests, count => count == 0);

    /// <summary>Adds counts of one cell; negative ones take away.</summary>
    public void Add(int cell, long requests, long errors)
    {
        _requests[cell] += requests;
        _errors[cell] += errors;
    }

    /// <summary>Adds <paramref name="sign"/> times everything another holds.</summary>
    public void Add(CellCounts other, int sign)
    {
        for (var cell = 0; cell < AssignmentCell.Count; cell++)
            Add(cell, sign * other._requests[cell], sign * other._errors[cell]);
    }

    /// <summary>Compact form: for each cell in use, its distance from the one before (the first from −1), requests and errors, as unsigned LEB128. Empty when nothing was counted.</summary>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        var previous = -1;
        for (var cell = 0; cell < AssignmentCell.Count; cell++)
        {
            if (_requests[cell] == 0)
                continue;
            Varint.Write(buffer, (ulong)(cell - previous));
            Varint.Write(buffer, (ulong)_requests[cell]);
            Varint.Write(buffer, (ulong)_errors[cell]);
            previous = cell;
        }

        return buffer.ToArray();
    }

    /// <summary>Reads <see cref="ToBytes"/> from a peer that is not trusted.</summary>
    /// <returns>Refusal: <c>cells_malformed</c>.</returns>
    public static Outcome<CellCounts> FromBytes(ReadOnlySpan<byte> bytes)
    {
        var counts = new CellCounts();
        var cell = -1;
        while (!bytes.IsEmpty)
        {
            if (!Varint.TryRead(ref bytes, out var step) || !Varint.TryRead(ref bytes, out var requests) || !Varint.TryRead(ref bytes, out var errors)
                || step == 0 || step > (ulong)(AssignmentCell.Count - 1 - cell) || requests is 0 or > long.MaxValue / 4096 || errors > requests)
            {
                return new Refusal("cells_malformed", $"The counts of assignment cells are malformed after cell {cell}.");
            }

            cell += (int)step;
            counts.Add(cell, (long)requests, (long)errors);
        }

        return counts;
    }
}
