using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference;

/// <summary>Reads predictions from a lane's outputs as the version declares it. Immutable, thread-safe.</summary>
internal sealed class PredictionReader
{
    private readonly OutputReading _reading;
    private readonly int _output;
    private readonly int _positiveClass;
    private readonly byte[][] _utf8ClassNames;
    private readonly Dictionary<string, int> _classIndexes = new(StringComparer.Ordinal);

    private PredictionReader(OutputReading reading, int output)
    {
        (_reading, _output) = (reading, output);
        _utf8ClassNames = [.. reading.ClassNames.Select(Encoding.UTF8.GetBytes)];
        foreach (var (index, name) in reading.ClassNames.Index())
            _classIndexes.TryAdd(name, index);
        _positiveClass = reading.PositiveClass is { } positive ? _classIndexes.GetValueOrDefault(positive, -1) : -1;
    }

    /// <summary>The reader of a version.</summary>
    /// <returns>Refusal: <c>model_rejected</c> when the declaration does not fit the model's outputs.</returns>
    public static Outcome<PredictionReader> Of(OutputReading reading, ModelSignature signature)
    {
        if (reading.Kind == OutputKind.Unread)
            return new PredictionReader(reading, -1);

        var output = reading.Output is null ? -1 : signature.IndexOfOutput(Encoding.UTF8.GetBytes(reading.Output));
        if (output < 0)
        {
            var names = string.Join(", ", signature.Outputs.ToArray().Select(o => $"'{o.Name}'"));
            return Mismatch($"is read from output '{reading.Output}', but the model's outputs are {names}");
        }

        var type = signature.Outputs[output].ElementType;
        if (reading.Kind == OutputKind.Label ? TensorElements.IsFloatingPoint(type) : type == TensorElementType.String)
            return Mismatch($"declares output '{reading.Output}' as {reading.Kind}, but it holds {signature.Outputs[output].Datatype}");

        return new PredictionReader(reading, output);
    }

    /// <summary>What the lane's last answer predicts. Rows after the first lie in the lane until its next call.</summary>
    /// <param name="lane">The lane that ran.</param>
    /// <param name="isInvalid">Whether a NaN or an infinity was seen in the answer already.</param>
    public Prediction Read(InferenceLane lane, bool isInvalid)
    {
        if (_output < 0)
            return Prediction.None with { IsInvalid = isInvalid };

        var output = lane.Outputs[_output];
        var (rows, columns) = RowsOf(output);
        if (rows == 0 || columns == 0)
            return Prediction.None with { IsInvalid = isInvalid || IsDue(lane) };

        isInvalid |= HoldsNoNumber(output);
        var first = ReadRow(output, 0, columns);
        if (rows > 1 && lane.Rows.Length < rows - 1)
            lane.Rows = new PredictedRow[rows - 1];
        for (var row = 1; row < rows; row++)
            lane.Rows[row - 1] = ReadRow(output, row, columns);

        return new Prediction
        {
            LabelIndex = first.LabelIndex,
            Label = first.Label,
            Score = first.Score,
            IsInvalid = isInvalid,
            FurtherRows = lane.Rows.AsMemory(0, rows - 1),
        };
    }

    /// <summary>The predicted class as UTF-8, in the destination where it is not known beforehand; empty when none was read.</summary>
    public ReadOnlySpan<byte> LabelOf(in Prediction prediction, Span<byte> destination)
    {
        if (prediction.Label is { } label)
        {
            Utf8.FromUtf16(label, destination, out _, out var encoded);
            return destination[..encoded];
        }

        if (prediction.LabelIndex < 0)
            return [];
        if (prediction.LabelIndex < _utf8ClassNames.Length)
            return _utf8ClassNames[prediction.LabelIndex];

        Utf8Formatter.TryFormat(prediction.LabelIndex, destination, out var written);
        return destination[..written];
    }

    /// <summary>The predicted class by name; null when none was read.</summary>
    public string? NameOf(PredictedRow row) =>
        row.Label ?? (row.LabelIndex < 0 ? null : row.LabelIndex < _reading.ClassNames.Count ? _reading.ClassNames[row.LabelIndex] : $"{row.LabelIndex}");

    /// <summary>The numbers that predictions are read from; null where there are none, or too many.</summary>
    public ReadOutput? Copy(InferenceLane lane)
    {
        if (_reading.Kind is not (OutputKind.Probabilities or OutputKind.Score) || lane.Outputs[_output] is not { ElementCount: > 0 and <= ReadOutput.MaximumValues } output)
            return null;

        var (rows, columns) = RowsOf(output);
        var isSecondOfTwo = IsSecondOfTwo(columns);
        var values = new float[rows * (isSecondOfTwo ? 2 : columns)];
        for (var at = 0; at < rows * columns; at++)
        {
            var value = TensorElements.ReadSingle(output.Bytes, output.Signature.ElementType, at);
            if (isSecondOfTwo)
                (values[2 * at], values[(2 * at) + 1]) = (1 - value, value);
            else
                values[at] = value;
        }

        return new ReadOutput(_reading.Kind, isSecondOfTwo ? 2 : columns, values, output.ClassNames ?? _reading.ClassNames);
    }

    private PredictedRow ReadRow(LaneOutput output, int row, int columns) => _reading.Kind switch
    {
        OutputKind.Label => ReadLabel(output, row * columns),
        OutputKind.Probabilities => ReadProbabilities(output, row * columns, columns),
        OutputKind.Score => new PredictedRow(-1, null, Finite(output, row * columns)),
        _ => new PredictedRow(-1, null, float.NaN),
    };

    private PredictedRow ReadLabel(LaneOutput output, int at)
    {
        if (output.Signature.ElementType == TensorElementType.String)
            return Named(output.Value!.GetStringElement(at), float.NaN);

        var index = TensorElements.ReadInt64(output.Bytes, output.Signature.ElementType, at);
        return index is >= 0 and <= int.MaxValue
            ? new PredictedRow((int)index, null, float.NaN)
            : new PredictedRow(-1, index.ToString(), float.NaN);
    }

    private PredictedRow ReadProbabilities(LaneOutput output, int start, int columns)
    {
        if (IsSecondOfTwo(columns))
        {
            var second = Finite(output, start);
            return float.IsNaN(second)
                ? new PredictedRow(-1, null, float.NaN)
                : new PredictedRow(second >= 0.5f ? 1 : 0, null, _positiveClass == 0 ? 1 - second : second);
        }

        var (best, bestValue, positive) = (-1, float.NegativeInfinity, PositiveColumn(output));
        for (var column = 0; column < columns; column++)
        {
            var value = TensorElements.ReadSingle(output.Bytes, output.Signature.ElementType, start + column);
            if (!float.IsFinite(value))
                return new PredictedRow(-1, null, float.NaN);
            if (value > bestValue)
                (best, bestValue) = (column, value);
        }

        var score = positive >= 0 && positive < columns ? Finite(output, start + positive) : float.NaN;
        return output.ClassNames is { } names ? Named(names[best], score) : new PredictedRow(best, null, score);
    }

    // One probability for two classes is that of the second.
    private bool IsSecondOfTwo(int columns) => columns == 1 && _reading is { Kind: OutputKind.Probabilities, ClassNames.Count: 2 };

    private int PositiveColumn(LaneOutput output)
    {
        if (output.ClassNames is null || _reading.PositiveClass is null)
            return _positiveClass;

        for (var column = 0; column < output.ClassNames.Count; column++)
        {
            if (output.ClassNames[column] == _reading.PositiveClass)
                return column;
        }

        return -1;
    }

    private PredictedRow Named(string label, float score) =>
        _classIndexes.TryGetValue(label, out var index) ? new PredictedRow(index, null, score) : new PredictedRow(-1, label, score);

    private (int Rows, int Columns) RowsOf(LaneOutput output)
    {
        var shape = output.Shape;
        var isOneRow = shape.IsEmpty
            || (shape.Length == 1 && _reading.Kind == OutputKind.Probabilities && shape[0] > 1 && shape[0] == _reading.ClassNames.Count);
        if (isOneRow)
            return (1, output.ElementCount);

        var rows = (int)shape[0];
        return (rows, rows == 0 ? 0 : output.ElementCount / rows);
    }

    private static bool IsDue(InferenceLane lane)
    {
        foreach (var input in lane.Inputs)
        {
            if (!input.Shape.IsEmpty && input.Shape[0] == 0)
                return false;
        }

        return true;
    }

    private static bool HoldsNoNumber(LaneOutput output)
    {
        if (!TensorElements.IsFloatingPoint(output.Signature.ElementType))
            return false;

        for (var i = 0; i < output.ElementCount; i++)
        {
            if (!TensorElements.IsFinite(output.Bytes, output.Signature.ElementType, i))
                return true;
        }

        return false;
    }

    private static float Finite(LaneOutput output, int at)
    {
        var value = TensorElements.ReadSingle(output.Bytes, output.Signature.ElementType, at);
        return float.IsFinite(value) ? value : float.NaN;
    }

    private static Refusal Mismatch(string problem) =>
        Refusal.OfField(RefusalCodes.ModelRejected, "reading", problem, "declare an output of the model with its kind");
}
